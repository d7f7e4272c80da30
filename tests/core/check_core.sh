#!/usr/bin/env bash
# check_core.sh SOURCE BUILD TORCH_DIR: builds the core configuration, runs it, and fails where it links more than it
# may.
set -euo pipefail
source_folder="$1" build="$2" torch="$3"

cmake -S "$source_folder" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DIMIS_CORE_ONLY=ON "-DTorch_DIR=$torch"
cmake --build "$build" --target imis_core_check
"$build/tests/core/imis_core_check" "$source_folder/models/imis-tiny"

# What the program and our layers themselves ask for.
allowed='libtorch|libtorch_cpu|libtorch_cuda|libc10|libc10_cuda|libopencv_core|libopencv_imgproc|libicuuc|libicui18n|libicudata'
system='libstdc\+\+|libm|libgcc_s|libc|ld-linux-x86-64|libpthread|libdl'
needed="$(objdump -p "$build/tests/core/imis_core_check" | awk '$1 == "NEEDED" {print $2}')"
if printf '%s\n' "$needed" | grep -vE "^($allowed|$system)\.so"; then
  echo "the libraries above are linked by the core configuration, which may link LibTorch, OpenCV core and imgproc and ICU alone" >&2
  exit 1
fi
# What comes along with those, by ldd.
if ldd "$build/tests/core/imis_core_check" | grep -E 'itk|gdcm|dcm|imgcodecs|gdal|libpng|libjpeg|libtiff|libzip|sqlite|spdlog|libfmt|libcrypto'; then
  echo "the libraries above come along with the core configuration: it must need no codecs" >&2
  exit 1
fi
echo "core configuration: $(ldd "$build/tests/core/imis_core_check" | wc -l) libraries"
