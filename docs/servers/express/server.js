import cors from 'cors';
import express from 'express';
import { login } from './login.js';
import { routes } from './routes.js';

const app = express();
app.use(cors({ // cors: preflight errors
  origin: ['https://app.example.com', 'https://admin.example.com'], // cors: allow-origin vary
  credentials: true, // cors: allow-credentials
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], // cors: allow-methods
  allowedHeaders: ['Authorization', 'Content-Type'], // cors: allow-headers
  exposedHeaders: ['X-Total-Count'], // cors: expose-headers
  maxAge: 7200, // cors: preflight
}));
app.use(login);
app.use(routes);
app.listen(process.env.PORT ?? 3000);
