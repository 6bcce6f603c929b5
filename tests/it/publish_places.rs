//! Publishing in places where not everything is allowed: other volumes, full ones, closed folders,
//! users without rights, and things in the folder that cannot be carried over.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{PROGRAM, Project, Run, not_here, tree};

/// A folder on a small file system of its own; gone with the test.
pub struct Mount(PathBuf);

impl Mount {
    /// `None`, with the reason printed, where nothing may be mounted.
    pub fn new(folder: &Path, options: &[&str]) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let run = Run::of(Command::new("mount").args(options).arg(folder));
        if run.status != 0 {
            not_here(&format!("mount refused: {}", run.stderr.trim()));
            return None;
        }
        Some(Self(folder.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

fn change(project: &Project) {
    project.edit("content/codes/486.md", "\"Keep it.\"", "\"Keep the number.\"");
}

/// The next build publishes file by file and says why.
#[track_caller]
fn check_piecewise(project: &Project, why: &str) {
    change(project);
    let run = project.build(&[]);
    let says = run.stderr.contains("published file by file") && run.stderr.contains(why);
    assert!(says, "{}", run.stderr);
    assert!(project.read("public/codes/486/index.html").contains("Keep the number."));
    let again = project.build(&[]);
    assert!(again.summary().contains(": 0 files written, "), "{}", again.stderr);
}

#[test]
fn a_fifo_in_the_folder_stays_and_the_site_is_published_file_by_file() {
    let project = Project::small();
    project.build(&[]);
    let pipe = project.path("public/pipe");
    assert_eq!(Run::of(Command::new("mkfifo").arg(&pipe)).status, 0);
    let before = fs::metadata(&pipe).unwrap().ino();
    check_piecewise(&project, "pipe is neither a file nor a folder");
    assert_eq!(fs::metadata(&pipe).unwrap().ino(), before);
}

#[test]
fn an_output_folder_that_is_a_mount_point_is_published_file_by_file() {
    let project = Project::small();
    let options = ["-t", "tmpfs", "-o", "size=8m", "causebook-test"];
    let Some(_mount) = Mount::new(&project.path("public"), &options) else { return };
    project.build(&[]);
    check_piecewise(&project, "mount point");
}

#[test]
fn what_is_known_of_a_folder_on_a_volume_that_is_away_stays() {
    let project = Project::small();
    let options = ["-t", "tmpfs", "-o", "size=8m", "causebook-test"];
    let Some(mount) = Mount::new(&project.path("stick"), &options) else { return };
    project.build(&["--out", "stick/site"]);
    drop(mount);
    change(&project);
    project.build(&[]);
    let state = fs::read_dir(project.path(".causebook")).unwrap().map(Result::unwrap);
    let names = state.map(|entry| entry.file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("manifest-")).count(), 2);
}

#[test]
fn a_mount_point_in_the_output_folder_stays() {
    let project = Project::small();
    project.build(&[]);
    let options = ["-t", "tmpfs", "-o", "size=1m", "causebook-test"];
    let Some(_mount) = Mount::new(&project.path("public/media"), &options) else { return };
    project.write("public/media/film", "film");
    check_piecewise(&project, "media is a mount point");
    assert_eq!(project.read("public/media/film"), "film");
}

#[test]
fn another_volume_is_published_in_one_step_with_nothing_left_beside_the_site() {
    let project = Project::small();
    let volume = project.beside("volume");
    let options = ["-t", "tmpfs", "-o", "size=8m", "causebook-test"];
    let Some(_mount) = Mount::new(&volume, &options) else { return };
    let out = volume.join("site");
    let args = ["--out", out.to_str().unwrap()];
    project.build(&args);
    let stamp = fs::metadata(out.join("robots.txt")).unwrap().ino();
    change(&project);
    let run = project.build(&args);
    assert!(!run.stderr.contains("file by file"), "{}", run.stderr);
    assert_eq!(fs::metadata(out.join("robots.txt")).unwrap().ino(), stamp);
    assert_eq!(fs::read_dir(&volume).unwrap().count(), 1);
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let project = Project::small();
    let volume = project.beside("volume");
    let options = ["-t", "tmpfs", "-o", "size=1m", "causebook-test"];
    let Some(_mount) = Mount::new(&volume, &options) else { return };
    let out = volume.join("site");
    let args = ["build", "--out", out.to_str().unwrap()];
    project.build(&args[1..]);
    let before = tree(&out);
    project.write("content/static/large.bin", vec![7; 2 << 20]);
    change(&project);
    for round in ["first", "second"] {
        let run = project.run(&args);
        assert_eq!(run.status, 2, "{round}: {}", run.stderr);
        assert!(run.stderr.contains("no space left"), "{}", run.stderr);
        assert!(tree(&out) == before, "{round}: the site changed");
        assert_eq!(fs::read_dir(&volume).unwrap().count(), 1, "{round}: leftovers");
    }
    fs::remove_file(project.path("content/static/large.bin")).unwrap();
    project.build(&args[1..]);
    assert!(tree(&out) != before);
}

/// Runs a command as a user whom permissions bind; `None`, with the reason, where none can be had.
pub fn run_as_nobody(project: &Project, deed: &str) -> Option<Run> {
    let beside = project.beside("");
    let shared = fs::set_permissions(&beside, Permissions::from_mode(0o755));
    // The program itself may lie where only root gets to.
    let program = beside.join("causebook");
    let copied = shared.and_then(|()| fs::copy(PROGRAM, &program));
    copied.unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    let run = Run::of(command.arg(program).arg(deed).current_dir(project.root()));
    if run.status == 127 || run.stderr.contains("setpriv: ") {
        not_here(run.stderr.trim());
        return None;
    }
    Some(run)
}

fn give_to_nobody(path: &Path) {
    assert_eq!(Run::of(Command::new("chown").args(["-R", "65534:65534"]).arg(path)).status, 0);
}

pub fn is_root() -> bool {
    let root = fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0);
    if !root {
        not_here("only root becomes another user");
    }
    root
}

#[test]
fn a_read_only_folder_refuses_the_build_and_stays_as_it_is() {
    let project = Project::small();
    if !is_root() {
        return;
    }
    project.build(&[]);
    change(&project);
    give_to_nobody(project.root());
    for folder in ["public/codes/486", "public", "."] {
        fs::set_permissions(project.path(folder), Permissions::from_mode(0o555)).unwrap();
    }
    let before = project.public();
    let Some(run) = run_as_nobody(&project, "build") else { return };
    // Nobody owns the folders, so the exchange may still be allowed; a mixture is not.
    let there = project.public();
    assert!(run.status == 2 && there == before || run.status == 0 && there != before, "{run:?}");
    for folder in [".", "public", "public/codes/486"] {
        fs::set_permissions(project.path(folder), Permissions::from_mode(0o755)).unwrap();
    }
}

#[test]
fn a_site_of_another_user_in_a_closed_folder_is_refused() {
    let project = Project::small();
    if !is_root() {
        return;
    }
    project.build(&[]);
    give_to_nobody(project.root());
    assert_eq!(
        Run::of(Command::new("chown").args(["-R", "0:0"]).arg(project.path("public"))).status,
        0
    );
    change(&project);
    let before = project.public();
    let Some(run) = run_as_nobody(&project, "build") else { return };
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("permission denied"), "{}", run.stderr);
    assert!(project.public() == before, "the site changed");
}

#[test]
fn a_sticky_folder_that_holds_files_of_another_user_refuses_the_build_and_stays_as_it_is() {
    let project = Project::small();
    if !is_root() {
        return;
    }
    project.build(&[]);
    change(&project);
    give_to_nobody(project.root());
    let (public, export) = (project.path("public"), project.path("public/codes.json"));
    for path in [&public, &export] {
        assert_eq!(Run::of(Command::new("chown").arg("0:0").arg(path)).status, 0);
    }
    fs::set_permissions(&public, Permissions::from_mode(0o1777)).unwrap();
    let before = project.public();
    let Some(run) = run_as_nobody(&project, "build") else { return };
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("public/codes.json\n"), "{}", run.stderr);
    assert!(run.stderr.contains("its folder is sticky"), "{}", run.stderr);
    assert!(project.public() == before, "the site changed");
    fs::set_permissions(&public, Permissions::from_mode(0o777)).unwrap();
    assert_eq!(run_as_nobody(&project, "build").map(|run| run.status), Some(0));
}

#[test]
fn modes_times_and_links_of_a_person_are_carried_over() {
    let project = Project::small();
    project.build(&[]);
    project.write("public/mine/deep/a.txt", "a");
    symlink("nowhere", project.path("public/mine/link")).unwrap();
    fs::set_permissions(project.path("public/mine/deep"), Permissions::from_mode(0o2750)).unwrap();
    fs::set_permissions(project.path("public/codes"), Permissions::from_mode(0o775)).unwrap();
    let stamps = || {
        ["public/mine", "public/mine/deep", "public/mine/deep/a.txt", "public/mine/link"].map(
            |path| {
                let there = project.path(path).symlink_metadata().unwrap();
                (there.mode(), there.mtime(), there.mtime_nsec(), there.uid())
            },
        )
    };
    let before = stamps();
    change(&project);
    let run = project.build(&[]);
    assert!(!run.stderr.contains("file by file"), "{}", run.stderr);
    assert_eq!(stamps(), before);
    assert_eq!(fs::read_link(project.path("public/mine/link")).unwrap(), Path::new("nowhere"));
    assert_eq!(fs::metadata(project.path("public/codes")).unwrap().mode() & 0o7777, 0o775);
}

#[test]
fn an_output_inside_another_tools_state_is_refused() {
    let project = Project::small();
    fs::create_dir(project.path(".git")).unwrap();
    symlink(project.path("content"), project.beside("link")).unwrap();
    for (out, why) in [
        (project.path(".git/site"), "inside .git/"),
        (project.path(".causebook"), "inside .causebook/"),
        (project.beside("link/static/site"), "inside content/"),
        (project.beside("link/../public/../content/a"), "inside content/"),
    ] {
        let run = project.run(&["build", "--out", out.to_str().unwrap()]);
        assert_eq!(run.status, 2, "{}", out.display());
        assert!(run.stderr.contains(why), "{}", run.stderr);
    }
}

#[test]
fn a_large_static_file_is_never_in_memory_as_a_whole() {
    let project = Project::small();
    fs::create_dir_all(project.path("content/static")).unwrap();
    let file = fs::File::create(project.path("content/static/large.bin")).unwrap();
    // Room for the stacks of all threads, which are reserved and not used, and not for the file.
    let size: u64 = 500 << 20;
    file.set_len(size).unwrap();
    // The program may not even reserve as many KiB as the file has.
    let line = format!("ulimit -v {}; exec '{PROGRAM}' build", size >> 10);
    for round in ["first", "second"] {
        let run = Run::of(Command::new("sh").args(["-c", &line]).current_dir(project.root()));
        assert_eq!(run.status, 0, "{round}: {}", run.stderr);
    }
    let copy = fs::metadata(project.path("public/large.bin")).unwrap();
    assert_eq!(copy.len(), size);
    assert!(copy.blocks() < 10_000, "holes stay holes: {} blocks", copy.blocks());
}
