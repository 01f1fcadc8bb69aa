<?php
declare(strict_types=1);

const ORIGINS = ['https://app.example.com', 'https://admin.example.com']; // cors: allow-origin

$origin = $_SERVER['HTTP_ORIGIN'] ?? '';
header('Vary: Origin', false); // cors: vary
if (in_array($origin, ORIGINS, true)) {
    header("Access-Control-Allow-Origin: $origin"); // cors: allow-origin
    header('Access-Control-Allow-Credentials: true'); // cors: allow-credentials
    header('Access-Control-Expose-Headers: X-Total-Count'); // cors: expose-headers
}
// cors: preflight {
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS' && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])) {
    header('Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE'); // cors: allow-methods
    header('Access-Control-Allow-Headers: Authorization, Content-Type'); // cors: allow-headers
    header('Access-Control-Max-Age: 7200');
    http_response_code(204);
    exit;
}
// cors: }

// Sessions, login checks and routes only from here on.
require __DIR__ . '/app.php'; // cors: errors
