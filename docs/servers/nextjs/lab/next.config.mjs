// node_modules is a link out of this folder.
export default { turbopack: { root: '/' } };
