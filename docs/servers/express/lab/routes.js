import express from 'express';

export const routes = express.Router();
routes.get('/items', (request, response) => {
  response.set({ 'Cache-Control': 'public, max-age=60', 'X-Total-Count': '2' });
  response.json([{ id: 1 }, { id: 2 }]);
});
routes.put('/items', (request, response) => response.json({ saved: true }));
routes.get('/private', (request, response) => response.json({ user: 'me' }));
routes.get('/broken', () => {
  throw new Error('broken');
});
