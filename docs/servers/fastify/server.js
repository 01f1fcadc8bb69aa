import cors from '@fastify/cors';
import Fastify from 'fastify';
import { login } from './login.js';
import { routes } from './routes.js';

const app = Fastify();
await app.register(cors, { // cors: preflight errors
  origin: ['https://app.example.com', 'https://admin.example.com'], // cors: allow-origin vary
  credentials: true, // cors: allow-credentials
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], // cors: allow-methods
  allowedHeaders: ['Authorization', 'Content-Type'], // cors: allow-headers
  exposedHeaders: ['X-Total-Count'], // cors: expose-headers
  maxAge: 7200, // cors: preflight
});
app.addHook('onRequest', login);
await app.register(routes);
await app.listen({ port: Number(process.env.PORT ?? 3000) });
