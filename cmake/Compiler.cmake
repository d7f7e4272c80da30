# Warnings, sanitizers, ccache, and the function that declares a layer.

if(IMIS_CCACHE)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
    # Precompiled headers are cached only when their time stamps and macros are not compared.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${CCACHE_PROGRAM}")
    set(CMAKE_PCH_INSTANTIATE_TEMPLATES OFF)
  endif()
endif()

add_library(imis_options INTERFACE)
target_compile_options(imis_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Warns about std::string's own operator+ in optimised builds (GCC bug 105651).
  target_compile_options(imis_options INTERFACE -Wno-restrict)
endif()
if(IMIS_WERROR)
  target_compile_options(imis_options INTERFACE -Werror)
endif()
if(IMIS_SANITIZE)
  target_compile_options(imis_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(imis_options INTERFACE -fsanitize=address,undefined)
endif()

# imis_add_layer(NAME SOURCES ... PUBLIC ... PRIVATE ...): the static library imis_NAME of one layer.
function(imis_add_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(imis_${name} STATIC ${LAYER_SOURCES})
  target_include_directories(imis_${name} PUBLIC "${PROJECT_SOURCE_DIR}/include")
  target_link_libraries(imis_${name} PUBLIC ${LAYER_PUBLIC} PRIVATE imis_options ${LAYER_PRIVATE})
endfunction()
