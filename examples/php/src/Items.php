<?php

declare(strict_types=1);

namespace App;

use PDO;

final class Items
{
    private PDO $database;

    public function __construct()
    {
        $url = sprintf('pgsql:host=%s;port=%s;dbname=%s', getenv('DB_HOST'), getenv('DB_PORT') ?: '5432', getenv('DB_NAME'));
        $this->database = new PDO($url, getenv('DB_USER'), getenv('DB_PASSWORD'));
        $this->database->exec('create table if not exists items (id serial primary key, name text not null)');
    }

    /** @return list<array{id: int, name: string}> */
    public function all(): array
    {
        return $this->database->query('select id, name from items order by id')->fetchAll(PDO::FETCH_ASSOC);
    }

    /** @return array{id: int, name: string} */
    public function add(string $name): array
    {
        $insert = $this->database->prepare('insert into items (name) values (?) returning id, name');
        $insert->execute([$name]);

        return $insert->fetch(PDO::FETCH_ASSOC);
    }
}
