# Warnings, sanitizers, ccache, and the function that declares a layer.

if(IMIS_CCACHE)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
    # Precompiled headers are cached only when their time stamps and macros are not compared.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${CCACHE_PROGRAM}")
  endif()
endif()

add_library(imis_options INTERFACE)
target_compile_options(imis_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
# All layers may go into the shared library, which nobody replaces functions of: they are called and inlined as in a program. Test
# programs are compiled so too, because precompiled headers are shared by targets with the same options alone.
target_compile_options(imis_options INTERFACE -fPIC -fno-semantic-interposition)
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

# imis_compile_cheaply(TARGET [TENSORS]): how a layer or a test program keeps its compile time low. Large headers cost more than our
# own code, so with IMIS_UNITY several sources are compiled as one; targets that see tensors share one precompiled ATen.
function(imis_compile_cheaply target)
  cmake_parse_arguments(CHEAP "TENSORS" "" "" ${ARGN})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${IMIS_UNITY} UNITY_BUILD_BATCH_SIZE ${IMIS_UNITY_BATCH})
  if(CHEAP_TENSORS)
    target_precompile_headers(${target} REUSE_FROM imis_tensor_headers)
  endif()
endfunction()

# imis_add_layer(NAME SOURCES ... [TENSORS] PUBLIC ... PRIVATE ...): the static library imis_NAME of one layer; TENSORS for those whose
# sources include ATen.
function(imis_add_layer name)
  cmake_parse_arguments(LAYER "TENSORS" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(target imis_${name})
  add_library(${target} STATIC ${LAYER_SOURCES})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/include")
  target_link_libraries(${target} PUBLIC ${LAYER_PUBLIC} PRIVATE imis_options ${LAYER_PRIVATE})
  if(LAYER_TENSORS)
    target_link_libraries(${target} PUBLIC imis_torch)
    imis_compile_cheaply(${target} TENSORS)
  else()
    imis_compile_cheaply(${target})
  endif()
endfunction()
