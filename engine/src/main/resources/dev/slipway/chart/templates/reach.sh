echo "No image of this application can ask the other services: their probes have to do."
@asks@
