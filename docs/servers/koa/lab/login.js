export async function login(ctx, next) {
  if (ctx.path === '/private' && ctx.get('Authorization') !== 'Bearer secret') {
    ctx.throw(401);
  }
  await next();
}
