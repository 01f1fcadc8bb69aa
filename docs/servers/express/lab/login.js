export function login(request, response, next) {
  if (request.path === '/private' && request.get('Authorization') !== 'Bearer secret') {
    response.sendStatus(401);
  } else {
    next();
  }
}
