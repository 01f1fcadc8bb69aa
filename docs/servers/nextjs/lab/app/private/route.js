export const GET = () => Response.json({ user: 'me' });
