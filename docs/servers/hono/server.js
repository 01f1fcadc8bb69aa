import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { login } from './login.js';
import { routes } from './routes.js';

const app = new Hono();
app.use(cors({ // cors: preflight errors
  origin: ['https://app.example.com', 'https://admin.example.com'], // cors: allow-origin vary
  credentials: true, // cors: allow-credentials
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], // cors: allow-methods
  allowHeaders: ['Authorization', 'Content-Type'], // cors: allow-headers
  exposeHeaders: ['X-Total-Count'], // cors: expose-headers
  maxAge: 7200, // cors: preflight
}));
app.use(login);
app.route('/', routes);
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
