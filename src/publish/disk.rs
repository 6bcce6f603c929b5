//! The disk as `publish` writes it: each change of a site, and of what is known of it, is one
//! method of [`Disk`], so that a test can let any one of them fail, or put something in between.
//! Reading goes around it.

use std::fs::{self, File, FileTimes, OpenOptions, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use rustix::fs::{AtFlags, CWD, RenameFlags, StatxFlags};
use xxhash_rust::xxh3::Xxh3;

/// How much of a large file is in memory at a time, in bytes.
pub const CHUNK: usize = 64 << 10;

/// Every way in which `publish` changes the disk. Each method does what the system call of its
/// name does and fails as that fails; new files are written by several threads at a time.
pub trait Disk: Sync {
    /// Makes a folder in one that exists.
    ///
    /// # Errors
    /// Those of mkdir(2).
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    /// Writes a file that must not exist yet.
    ///
    /// # Errors
    /// Those of open(2) and write(2).
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        new_file(path)?.write_all(bytes)
    }

    /// Copies a file of any size to one that must not exist yet; returns the XXH3 hash of what was
    /// copied. Runs of zeros become holes.
    ///
    /// # Errors
    /// Those of open(2), read(2) and write(2).
    fn copy(&self, from: &Path, to: &Path) -> io::Result<u128> {
        copy(from, to)
    }

    /// Gives a file, or a symbolic link, a second name.
    ///
    /// # Errors
    /// Those of linkat(2).
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    /// Renames, in place of what may lie at `to`.
    ///
    /// # Errors
    /// Those of rename(2).
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Lets two folders change places in one step.
    ///
    /// # Errors
    /// Those of renameat2(2) with `RENAME_EXCHANGE`.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        let flags = RenameFlags::EXCHANGE;
        Ok(rustix::fs::renameat_with(CWD, one, CWD, other, flags)?)
    }

    /// Takes away a file or a symbolic link.
    ///
    /// # Errors
    /// Those of unlink(2).
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Takes away an empty folder.
    ///
    /// # Errors
    /// Those of rmdir(2).
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    /// Sets the permission bits of a file or folder.
    ///
    /// # Errors
    /// Those of chmod(2).
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        fs::set_permissions(path, Permissions::from_mode(mode))
    }

    /// Sets when a file or folder was last modified.
    ///
    /// # Errors
    /// Those of open(2) and utimensat(2).
    fn set_modified(&self, path: &Path, like: &fs::Metadata) -> io::Result<()> {
        File::open(path)?.set_times(FileTimes::new().set_modified(like.modified()?))
    }

    /// Waits until all that was written to the file system of `folder` outlives a power cut.
    ///
    /// # Errors
    /// Those of syncfs(2).
    fn sync_volume(&self, folder: &Path) -> io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(folder)?)?)
    }

    /// Waits until one file, or the list of names in one folder, outlives a power cut.
    ///
    /// # Errors
    /// Those of fsync(2).
    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

/// The disk as it is.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Disk for System {}

/// What a mounted file system is known by: two paths with the same one can be linked and exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volume(u64, u64);

/// The volume of `path`, which is not followed where it is a symbolic link.
///
/// # Errors
/// Those of lstat(2).
pub fn volume(path: &Path) -> io::Result<Volume> {
    // Two mounts of the same file system share its device, yet nothing can be moved between them.
    let flags = StatxFlags::MNT_ID;
    match rustix::fs::statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, flags) {
        Ok(stat) => {
            let device = u64::from(stat.stx_dev_major) << 32 | u64::from(stat.stx_dev_minor);
            Ok(Volume(device, stat.stx_mnt_id))
        }
        Err(_) => Ok(Volume(path.symlink_metadata()?.dev(), 0)),
    }
}

/// Whether both are the same file or folder, under whatever names.
pub fn same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// The marks of a folder besides its permission bits: access lists, labels, and what else the
/// system knows.
pub fn marks(path: &Path) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut names = vec![0_u8; 64 << 10];
    let length = rustix::fs::llistxattr(path, &mut names[..]).unwrap_or_default();
    names.truncate(length);
    let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    let mut marks: Vec<_> = names.map(|name| (name.to_owned(), mark(path, name))).collect();
    marks.sort();
    marks
}

fn mark(path: &Path, name: &[u8]) -> Vec<u8> {
    let mut value = vec![0_u8; 64 << 10];
    let length = rustix::fs::lgetxattr(path, name, &mut value[..]).unwrap_or_default();
    value.truncate(length);
    value
}

/// The bytes of a file that is no link, pipe or device: those lead astray, or have no end.
///
/// # Errors
/// Those of open(2) and read(2), and where it is no such file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path.symlink_metadata()?.is_file() {
        return fs::read(path);
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"))
}

/// The XXH3 hash of a file of any size.
///
/// # Errors
/// Those of open(2) and read(2).
pub fn hash(path: &Path) -> io::Result<u128> {
    let mut file = File::open(path)?;
    let mut hasher = Xxh3::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hasher.digest128()),
            length => hasher.update(&chunk[..length]),
        }
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<u128> {
    let (mut source, mut target) = (File::open(from)?, new_file(to)?);
    let mut hasher = Xxh3::new();
    let (mut chunk, zeros) = (vec![0; CHUNK], vec![0; CHUNK]);
    let mut size = 0;
    loop {
        let length = source.read(&mut chunk)?;
        let read = &chunk[..length];
        hasher.update(read);
        size += length as u64;
        if length == 0 {
            target.set_len(size)?;
            return Ok(hasher.digest128());
        } else if read == zeros {
            target.seek(SeekFrom::Current(CHUNK as i64))?;
        } else {
            target.write_all(read)?;
        }
    }
}

fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
