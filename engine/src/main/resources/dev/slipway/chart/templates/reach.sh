echo "No image of this application can ask the other services: their probes have to do."
pg_isready --host=@database@ --port=@port@ --timeout=20
