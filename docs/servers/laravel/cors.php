<?php

return [

    'paths' => ['*'], // cors: preflight vary errors

    'allowed_origins' => ['https://app.example.com', 'https://admin.example.com'], // cors: allow-origin vary

    'allowed_origins_patterns' => [],

    'supports_credentials' => true, // cors: allow-credentials

    'allowed_methods' => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], // cors: allow-methods

    'allowed_headers' => ['Authorization', 'Content-Type'], // cors: allow-headers

    'exposed_headers' => ['X-Total-Count'], // cors: expose-headers

    'max_age' => 7200,

];
