# An imported target for any LibTorch from 2.11 on, CPU or CUDA, from the folder behind Torch_DIR.
#
# LibTorch's own CMake package requires the whole CUDA toolkit for a CUDA build, even without CUDA sources of ours, so
# only its folder is used. Its headers are searched last: their fmt is newer than the system's spdlog was built with.

if(NOT Torch_DIR)
  file(GLOB candidates "${PROJECT_SOURCE_DIR}/.venv/lib/python3*/site-packages/torch/share/cmake/Torch")
  list(LENGTH candidates count)
  if(count GREATER 0)
    list(GET candidates 0 found)
    set(Torch_DIR "${found}" CACHE PATH "The folder share/cmake/Torch of a LibTorch" FORCE)
  endif()
endif()
if(NOT Torch_DIR OR NOT EXISTS "${Torch_DIR}/../../../include/torch/script.h")
  message(FATAL_ERROR
    "LibTorch was not found (Torch_DIR is '${Torch_DIR}'). Run scripts/setup.sh, which installs it into .venv, or pass "
    "-DTorch_DIR=<libtorch>/share/cmake/Torch of a LibTorch 2.11 or newer.")
endif()
get_filename_component(TORCH_ROOT "${Torch_DIR}/../../.." REALPATH)

set(TORCH_VERSION "unknown")
if(EXISTS "${TORCH_ROOT}/version.py")
  file(STRINGS "${TORCH_ROOT}/version.py" version_line REGEX "^__version__")
  string(REGEX REPLACE ".*'([^']+)'.*" "\\1" TORCH_VERSION "${version_line}")
elseif(EXISTS "${TORCH_ROOT}/build-version")
  file(STRINGS "${TORCH_ROOT}/build-version" TORCH_VERSION LIMIT_COUNT 1)
endif()
message(STATUS "LibTorch ${TORCH_VERSION} in ${TORCH_ROOT}")

add_library(imis_torch INTERFACE)
target_compile_options(imis_torch INTERFACE
  "SHELL:-idirafter ${TORCH_ROOT}/include" "SHELL:-idirafter ${TORCH_ROOT}/include/torch/csrc/api/include")
if(EXISTS "${TORCH_ROOT}/lib/libtorch_cuda.so")
  set(torch_cuda "${TORCH_ROOT}/lib/libtorch_cuda.so" "${TORCH_ROOT}/lib/libc10_cuda.so")
endif()
# The CUDA library registers its kernels when loaded, but none of its symbols is used here, so the linker would drop it
# as unneeded.
target_link_libraries(imis_torch INTERFACE
  -Wl,--no-as-needed -Wl,--allow-shlib-undefined
  "${TORCH_ROOT}/lib/libtorch.so" "${TORCH_ROOT}/lib/libtorch_cpu.so" "${TORCH_ROOT}/lib/libc10.so" ${torch_cuda})

# imis_set_runtime_path(TARGET): the target finds LibTorch where it was at build time, or beside the installed program.
function(imis_set_runtime_path target)
  set_target_properties(${target} PROPERTIES
    BUILD_RPATH "${TORCH_ROOT}/lib"
    INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR};${TORCH_ROOT}/lib")
endfunction()

# The precompiled header of all targets that see tensors. JSON is in it because most of them read or write some.
file(WRITE "${PROJECT_BINARY_DIR}/tensor_headers.cpp.new" "// Only carries the precompiled header.\n")
configure_file("${PROJECT_BINARY_DIR}/tensor_headers.cpp.new" "${PROJECT_BINARY_DIR}/tensor_headers.cpp" COPYONLY)
add_library(imis_tensor_headers OBJECT "${PROJECT_BINARY_DIR}/tensor_headers.cpp")
target_link_libraries(imis_tensor_headers PRIVATE imis_options imis_torch nlohmann_json::nlohmann_json)
target_precompile_headers(imis_tensor_headers PRIVATE <ATen/ATen.h> <nlohmann/json.hpp>)
