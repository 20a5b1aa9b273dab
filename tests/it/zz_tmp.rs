#[test]
fn zz_dump() {
    for p in std::fs::read_to_string("/tmp/rooms/zz.list").unwrap_or_default().lines() {
        let text = std::fs::read_to_string(p).unwrap();
        match serde_json::from_str::<corridor::Dossier>(&text) {
            Ok(mut d) => { let g = corridor::Gazetteer::builtin(); let _ = d.fill_seats(g); println!("== {p}\n{}", d.check()); 
              if let Ok(f)=d.flows() { for u in f.uncounted() { println!("   uncounted {u}"); } for w in f.table().iter() { println!("   flow {w}"); } } },
            Err(e) => println!("== {p}\nREFUSED {e}"),
        }
    }
}
