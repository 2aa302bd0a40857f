use Mojolicious::Lite -signatures;

get '/healthz' => sub ($c) { $c->render(text => 'ok') };
get '/items' => sub ($c) { $c->render(json => {items => ['bread', 'milk']}) };

app->start;
