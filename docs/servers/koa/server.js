import cors from '@koa/cors';
import Koa from 'koa';
import { login } from './login.js';
import { routes } from './routes.js';

const origins = ['https://app.example.com', 'https://admin.example.com']; // cors: allow-origin

const app = new Koa();
app.use(cors({ // cors: preflight errors
  origin: (ctx) => origins.includes(ctx.get('Origin')) && ctx.get('Origin'), // cors: allow-origin vary
  credentials: true, // cors: allow-credentials
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], // cors: allow-methods
  allowHeaders: ['Authorization', 'Content-Type'], // cors: allow-headers
  exposeHeaders: ['X-Total-Count'], // cors: expose-headers
  maxAge: 7200, // cors: preflight
}));
app.use(login);
app.use(routes);
app.listen(process.env.PORT ?? 3000);
