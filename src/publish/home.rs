//! The home folders of who runs this: the one that the environment names, and the one of the user
//! database, which a mistaken environment does not hide.

use std::env;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// The user database (passwd(5)). Where users are kept elsewhere, the environment alone tells.
const USERS: &str = "/etc/passwd";
/// How much of it is read, in bytes.
const MAX_USERS: u64 = 4 << 20;

/// The home folders, as they are written, each once.
pub fn folders() -> impl Iterator<Item = PathBuf> {
    let named = env::home_dir();
    let user = rustix::process::getuid().as_raw();
    let listed =
        home_of(user, &users()).map(PathBuf::from).filter(|home| named.as_ref() != Some(home));
    named.into_iter().chain(listed)
}

fn users() -> String {
    let read = File::open(USERS).and_then(|file| {
        let size = file.metadata()?.len().min(MAX_USERS);
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
        file.take(MAX_USERS).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The home folder of the user with this number; `/` is where no user lives.
fn home_of(user: u32, users: &str) -> Option<&str> {
    let user = user.to_string();
    let line = users.lines().find(|line| line.split(':').nth(2) == Some(user.as_str()))?;
    line.split(':').nth(5).filter(|home| home.starts_with('/') && *home != "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOME: &str = "# users\nroot:x:0:0:root:/root:/bin/sh\n\
        nobody:x:65534:65534::/:/bin/false\nann:x:1000:1000:Ann,,,:/home/ann:/bin/sh\n\
        bad:x:1001\nnone:x:1002:1::relative:/bin/sh\n";

    #[test]
    fn a_users_home_is_the_sixth_field_of_the_users_line() {
        assert_eq!(home_of(0, SOME), Some("/root"));
        assert_eq!(home_of(1000, SOME), Some("/home/ann"));
        assert_eq!(home_of(65534, SOME), None);
        assert_eq!(home_of(1001, SOME), None);
        assert_eq!(home_of(1002, SOME), None);
        assert_eq!(home_of(7, SOME), None);
    }
}
