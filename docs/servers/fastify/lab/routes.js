export async function routes(app) {
  app.get('/items', async (request, reply) => {
    reply.headers({ 'Cache-Control': 'public, max-age=60', 'X-Total-Count': '2' });
    return [{ id: 1 }, { id: 2 }];
  });
  app.put('/items', async () => ({ saved: true }));
  app.get('/private', async () => ({ user: 'me' }));
  app.get('/broken', async () => {
    throw new Error('broken');
  });
}
