// `vite` first listens for a moment to see whether its port is free, and is then not to be told
// from a server that has started; this one listens once.
import { createServer } from 'node:http';
import { createServer as createVite } from 'vite';

const vite = await createVite({
  cacheDir: 'cache',
  configLoader: 'native',
  server: { middlewareMode: true, hmr: false, ws: false },
});
createServer(vite.middlewares).listen(process.env.PORT, '127.0.0.1');
