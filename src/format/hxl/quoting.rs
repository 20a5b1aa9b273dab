//! The cells of a record. It follows RFC 4180 strictly, because a more tolerant reader would move
//! figures into other columns.

use std::fmt;

use csv::ByteRecord;

/// What is wrong with the quotes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misquoted {
    /// A quote opens a cell and is never closed.
    Open,
    /// The next quote, in the same line, is followed neither by a quote nor by the end of the cell.
    Undoubled,
    /// The same, in a later line.
    OpenInItsLine,
    /// A cell that does not begin with a quote has an odd number of quotes: the opening and the
    /// closing quote are probably in two cells, with a separator in between that was meant as text.
    Stray,
}

impl fmt::Display for Misquoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "the quote that opens this cell is never closed",
            Self::Undoubled => {
                "a quote within this cell is not doubled, or should end the cell"
            }
            Self::OpenInItsLine => {
                "the quote that opens this cell is not closed, or one in a later line is not doubled"
            }
            Self::Stray => {
                "this cell contains a single quotation mark: enclose the cell in quotation marks, and double those in it"
            }
        })
    }
}

/// The position of the next byte in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    /// In a cell that does not begin with a quote.
    Bare,
    /// In a cell that begins with a quote.
    Quoted,
    /// After a quote in such a cell: it is doubled, or the cell ends.
    Quote,
}

/// The state of splitting a record into cells.
#[derive(Debug)]
pub(super) struct Scan {
    separator: u8,
    at: At,
    cell: Vec<u8>,
    /// Whether a cell that does not begin with a quote has an odd number of quotes.
    is_odd: bool,
}

impl Scan {
    pub(super) fn of(separator: u8) -> Self {
        Self {
            separator,
            at: At::Start,
            cell: Vec::new(),
            is_odd: false,
        }
    }

    /// The content so far of the current cell.
    pub(super) fn cell(&self) -> &[u8] {
        &self.cell
    }

    /// Whether a line break now would be in a cell.
    pub(super) fn is_quoted(&self) -> bool {
        self.at == At::Quoted
    }

    /// Reads on, and returns whether the record has ended: at the end of these bytes, which belong
    /// to one line.
    pub(super) fn read(&mut self, line: &[u8], record: &mut ByteRecord) -> Result<bool, Misquoted> {
        for &byte in line {
            match (self.at, byte) {
                (At::Start, b'"') => self.at = At::Quoted,
                (At::Quoted, b'"') => self.at = At::Quote,
                (At::Quoted, _) => self.cell.push(byte),
                (At::Quote, b'"') => {
                    self.cell.push(byte);
                    self.at = At::Quoted;
                }
                (_, b'\r' | b'\n') => {
                    self.end_cell(record)?;
                    return Ok(true);
                }
                (_, byte) if byte == self.separator => self.end_cell(record)?,
                (At::Quote, _) => {
                    let breaks = |byte: &u8| matches!(byte, b'\r' | b'\n');
                    return Err(if self.cell.iter().any(breaks) {
                        Misquoted::OpenInItsLine
                    } else {
                        Misquoted::Undoubled
                    });
                }
                (At::Start | At::Bare, _) => {
                    self.at = At::Bare;
                    self.is_odd ^= byte == b'"';
                    self.cell.push(byte);
                }
            }
        }
        Ok(false)
    }

    /// Ends the record where the input ends.
    pub(super) fn end(&mut self, record: &mut ByteRecord) -> Result<(), Misquoted> {
        match self.at {
            At::Quoted => Err(Misquoted::Open),
            _ => self.end_cell(record),
        }
    }

    fn end_cell(&mut self, record: &mut ByteRecord) -> Result<(), Misquoted> {
        if self.is_odd {
            return Err(Misquoted::Stray);
        }
        record.push_field(&self.cell);
        self.cell.clear();
        self.at = At::Start;
        Ok(())
    }
}
