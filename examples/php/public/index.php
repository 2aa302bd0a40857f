<?php

declare(strict_types=1);

require dirname(__DIR__) . '/vendor/autoload.php';

use App\Items;

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
header('Content-Type: application/json');

if ($path === '/healthz') {
    echo json_encode(['status' => 'ok']);
    return;
}
if ($path !== '/items') {
    http_response_code(404);
    echo json_encode(['error' => 'not found']);
    return;
}
$items = new Items();
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $body = json_decode(file_get_contents('php://input'), true);
    http_response_code(201);
    echo json_encode($items->add((string) ($body['name'] ?? '')));
    return;
}
echo json_encode($items->all());
