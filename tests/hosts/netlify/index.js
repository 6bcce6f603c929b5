// Keeps what Cargo compiled from one Netlify build to the next: a new save comes with a new Cargo.lock, since the crates of
// other people are most of it.

const FOLDER = "target";

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(FOLDER),
  onPostBuild: ({ utils }) => utils.cache.save(FOLDER, { digests: ["Cargo.lock"] }),
};
