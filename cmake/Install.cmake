# `cmake --install build --prefix P`: the program with its library, the models and the data set that come with it,
# tables and documents. LibTorch is not copied (gigabytes for CUDA builds): the program finds it where it was at build
# time.

install(TARGETS imis imis_library
  RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")

set(share "${CMAKE_INSTALL_DATADIR}/imis")
foreach(folder models/imis-tiny models/ellipse data/phantoms configs)
  get_filename_component(parent "${folder}" DIRECTORY)
  # OPTIONAL: a clone without the model can still build and install the program.
  install(DIRECTORY "${folder}" DESTINATION "${share}/${parent}" OPTIONAL)
endforeach()
install(FILES LICENSE README.md ARCHITECTURE.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs DESTINATION "${CMAKE_INSTALL_DOCDIR}")
