//! A disk that refuses a change, or dies at it: each change is counted and named, and one of them
//! has a fault.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use causebook::publish::disk::{Disk, System};

pub const ENOSPC: i32 = 28;
const EXDEV: i32 = 18;
pub const EIO: i32 = 5;
pub const EACCES: i32 = 13;

/// What happens at a change of the disk.
#[derive(Clone, Copy, PartialEq)]
pub enum Fault {
    /// It fails with this error number; all others succeed.
    Refused(i32),
    /// It is half done, and nothing after it happens: the process is dead.
    Death,
    /// Nothing; changes are only counted.
    None,
}

/// A disk with a fault at one change, counted from 0.
pub struct Faulty<'a> {
    pub at: usize,
    pub fault: Fault,
    /// Whether two folders can change places; else they lie on two volumes.
    pub can_exchange: bool,
    /// The changes in order, such as `write PATH`.
    pub steps: Mutex<Vec<String>>,
    /// Called when all is flushed, before folders change places.
    pub meanwhile: &'a (dyn Fn() + Sync),
}

impl Faulty<'_> {
    /// How many changes there were.
    pub fn changes(&self) -> usize {
        self.steps.lock().unwrap().len()
    }

    fn step(&self, name: &str, path: &Path, half: impl FnOnce()) -> io::Result<()> {
        let mut steps = self.steps.lock().unwrap();
        let now = steps.len();
        steps.push(format!("{name} {}", path.display()));
        drop(steps);
        match self.fault {
            Fault::Refused(number) if now == self.at => Err(io::Error::from_raw_os_error(number)),
            Fault::Death if now >= self.at => {
                if now == self.at {
                    half();
                }
                Err(io::Error::from_raw_os_error(EIO))
            }
            _ => Ok(()),
        }
    }
}

impl Disk for Faulty<'_> {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step("mkdir", path, || ())?;
        System.make_folder(path)
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step("write", path, || drop(fs::write(path, &bytes[..bytes.len() / 2])))?;
        System.write(path, bytes)
    }
    fn copy(&self, from: &Path, to: &Path) -> io::Result<u128> {
        self.step("copy", to, || drop(fs::write(to, "torn")))?;
        System.copy(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("link", to, || ())?;
        System.link(from, to)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename", to, || ())?;
        System.rename(from, to)
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.step("exchange", other, || ())?;
        if !self.can_exchange {
            return Err(io::Error::from_raw_os_error(EXDEV));
        }
        System.exchange(one, other)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step("unlink", path, || ())?;
        System.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step("rmdir", path, || ())?;
        System.remove_folder(path)
    }
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.step("chmod", path, || ())?;
        System.set_mode(path, mode)
    }
    fn set_modified(&self, path: &Path, like: &fs::Metadata) -> io::Result<()> {
        self.step("utimens", path, || ())?;
        System.set_modified(path, like)
    }
    fn sync_volume(&self, folder: &Path) -> io::Result<()> {
        self.step("syncfs", folder, || ())?;
        (self.meanwhile)();
        Ok(())
    }
    fn sync(&self, path: &Path) -> io::Result<()> {
        self.step("fsync", path, || ())
    }
}

/// A disk with one fault.
pub fn faulty(at: usize, fault: Fault) -> Faulty<'static> {
    Faulty { at, fault, can_exchange: true, steps: Mutex::default(), meanwhile: &|| () }
}

/// A disk without a fault.
pub fn plain() -> Faulty<'static> {
    faulty(usize::MAX, Fault::None)
}
