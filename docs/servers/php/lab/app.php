<?php
// What the lab asks for, and a login check in front of it.
declare(strict_types=1);

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$method = $_SERVER['REQUEST_METHOD'];

header('Content-Type: application/json');
if ($path === '/private' && ($_SERVER['HTTP_AUTHORIZATION'] ?? '') !== 'Bearer secret') {
    http_response_code(401);
    echo '"login"';
    exit;
}
switch ("$method $path") {
    case 'GET /items':
        header('Cache-Control: public, max-age=60');
        header('X-Total-Count: 2');
        echo '["first", "second"]';
        break;
    case 'PUT /items':
        echo '"written"';
        break;
    case 'GET /private':
        echo '"private"';
        break;
    case 'GET /broken':
        throw new RuntimeException('broken');
    default:
        http_response_code(404);
        echo '"missing"';
}
