import Router from '@koa/router';

const router = new Router();
router.get('/items', (ctx) => {
  ctx.set({ 'Cache-Control': 'public, max-age=60', 'X-Total-Count': '2' });
  ctx.body = [{ id: 1 }, { id: 2 }];
});
router.put('/items', (ctx) => {
  ctx.body = { saved: true };
});
router.get('/private', (ctx) => {
  ctx.body = { user: 'me' };
});
router.get('/broken', () => {
  throw new Error('broken');
});

export const routes = router.routes();
