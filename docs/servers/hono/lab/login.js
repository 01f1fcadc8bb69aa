import { HTTPException } from 'hono/http-exception';

export async function login(c, next) {
  if (c.req.path === '/private' && c.req.header('Authorization') !== 'Bearer secret') {
    throw new HTTPException(401);
  }
  await next();
}
