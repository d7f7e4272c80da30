# Warnings, sanitizers, ccache, and the function that declares a layer.

if(IMIS_CCACHE)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
    # Precompiled headers are cached only if their time stamps and macros are not compared.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${CCACHE_PROGRAM}")
  endif()
endif()

add_library(imis_options INTERFACE)
target_compile_options(imis_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
# A switch over an enumeration must name every value: one that is added then shows where it is missing.
target_compile_options(imis_options INTERFACE -Werror=switch)
# All layers may go into the shared library. Nobody interposes its functions, so they may be called directly and
# inlined, as in a program. Test programs get the same options, because only targets with equal options share
# precompiled headers.
target_compile_options(imis_options INTERFACE -fPIC -fno-semantic-interposition)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Warns about std::string's own operator+ in optimised builds (GCC bug 105651).
  target_compile_options(imis_options INTERFACE -Wno-restrict)
endif()
if(IMIS_WERROR)
  target_compile_options(imis_options INTERFACE -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # It sees std::string's inlined buffer overflow where it does not; these stay warnings.
    target_compile_options(imis_options INTERFACE -Wno-error=array-bounds -Wno-error=stringop-overflow)
  endif()
endif()
if(IMIS_SANITIZE)
  target_compile_options(imis_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(imis_options INTERFACE -fsanitize=address,undefined)
endif()

# imis_compile_cheaply(TARGET [TENSORS]): keeps the compile time of a layer or a test program low. Large headers cost
# more than our own code, so with IMIS_UNITY several sources are compiled as one; targets that see tensors share one
# precompiled ATen.
function(imis_compile_cheaply target)
  cmake_parse_arguments(CHEAP "TENSORS" "" "" ${ARGN})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${IMIS_UNITY} UNITY_BUILD_BATCH_SIZE ${IMIS_UNITY_BATCH})
  if(CHEAP_TENSORS)
    target_precompile_headers(${target} REUSE_FROM imis_tensor_headers)
  endif()
endfunction()

# imis_add_layer(NAME SOURCES ... [TENSORS] [PLAIN ...] PUBLIC ... PRIVATE ...): the static library imis_NAME of one
# layer; TENSORS for layers whose sources include ATen. PLAIN are sources of such a layer that the program needs to
# parse its command line: they are a library of their own, imis_NAME_plain, which the program can link without LibTorch.
function(imis_add_layer name)
  cmake_parse_arguments(LAYER "TENSORS" "" "SOURCES;PLAIN;PUBLIC;PRIVATE" ${ARGN})
  set(target imis_${name})
  add_library(${target} STATIC ${LAYER_SOURCES})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/include")
  target_link_libraries(${target} PUBLIC ${LAYER_PUBLIC} PRIVATE imis_options ${LAYER_PRIVATE})
  if(LAYER_PLAIN)
    add_library(${target}_plain STATIC ${LAYER_PLAIN})
    target_link_libraries(${target}_plain PUBLIC imis_base PRIVATE imis_options nlohmann_json::nlohmann_json)
    foreach(used ${LAYER_PUBLIC})
      if(TARGET ${used}_plain)
        target_link_libraries(${target}_plain PUBLIC ${used}_plain)
      endif()
    endforeach()
    imis_compile_cheaply(${target}_plain)
    target_link_libraries(${target} PUBLIC ${target}_plain)
  endif()
  if(LAYER_TENSORS)
    target_link_libraries(${target} PUBLIC imis_torch)
    imis_compile_cheaply(${target} TENSORS)
  else()
    imis_compile_cheaply(${target})
  endif()
endfunction()
