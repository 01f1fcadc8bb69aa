import { Hono } from 'hono';

export const routes = new Hono();
routes.get('/items', (c) => {
  c.header('Cache-Control', 'public, max-age=60');
  c.header('X-Total-Count', '2');
  return c.json([{ id: 1 }, { id: 2 }]);
});
routes.put('/items', (c) => c.json({ saved: true }));
routes.get('/private', (c) => c.json({ user: 'me' }));
routes.get('/broken', () => {
  throw new Error('broken');
});
