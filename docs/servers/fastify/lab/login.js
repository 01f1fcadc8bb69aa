export async function login(request, reply) {
  if (request.url.split('?')[0] === '/private' && request.headers.authorization !== 'Bearer secret') {
    return reply.code(401).send({ error: 'Unauthorized' });
  }
}
