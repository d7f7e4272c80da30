# plotly.js, which draws the plots of `imis report --html`, from the PyPI package plotly: IMIS_PLOTLY_JS is the file.

if(NOT IMIS_PLOTLY_JS)
  file(GLOB candidates "${PROJECT_SOURCE_DIR}/.venv/lib/python3*/site-packages/plotly/package_data/plotly.min.js")
  list(LENGTH candidates count)
  if(count GREATER 0)
    list(GET candidates 0 found)
    set(IMIS_PLOTLY_JS "${found}" CACHE FILEPATH "plotly.min.js, built into the program" FORCE)
  endif()
endif()
if(NOT IMIS_PLOTLY_JS OR NOT EXISTS "${IMIS_PLOTLY_JS}")
  message(FATAL_ERROR
    "plotly.js was not found (IMIS_PLOTLY_JS is '${IMIS_PLOTLY_JS}'). Run scripts/setup.sh, which installs the package "
    "plotly into .venv, or pass -DIMIS_PLOTLY_JS=<folder>/plotly.min.js.")
endif()
