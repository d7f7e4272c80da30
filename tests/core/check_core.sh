#!/usr/bin/env bash
# check_core.sh SOURCE BUILD TORCH_DIR: builds the program of the core configuration, runs it, and fails where it links
# more than it may.
set -euo pipefail
source_folder="$1" build="$2" torch="$3"

cmake -S "$source_folder" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DIMIS_CORE_ONLY=ON -DIMIS_BUILD_TESTS=OFF \
  "-DTorch_DIR=$torch"
cmake --build "$build" --target imis_bench_program
program="$build/imis_bench"
"$program" -m "$source_folder/models/imis-tiny" --device cpu --image-size 90x120 --targets 2 --images 1 --parity --json |
  tee "$build/bench.json"
grep -q '"unequal_masks": 0' "$build/bench.json"

# What the program and our layers themselves ask for.
allowed='libtorch|libtorch_cpu|libtorch_cuda|libc10|libc10_cuda|libopencv_core|libopencv_imgproc|libicuuc|libicui18n|libicudata'
system='libstdc\+\+|libm|libgcc_s|libc|ld-linux-x86-64|libpthread|libdl'
needed="$(objdump -p "$program" | awk '$1 == "NEEDED" {print $2}')"
if printf '%s\n' "$needed" | grep -vE "^($allowed|$system)\.so"; then
  echo "the libraries above are linked by the core configuration, which may link LibTorch, OpenCV core and imgproc and" \
    "ICU alone" >&2
  exit 1
fi
# What comes along with those, by ldd.
if ldd "$program" | grep -E 'itk|gdcm|dcm|imgcodecs|gdal|libpng|libjpeg|libtiff|libzip|sqlite|spdlog|libfmt|libcrypto'; then
  echo "the libraries above come along with the core configuration: it must need no codecs" >&2
  exit 1
fi
echo "core configuration: $(ldd "$program" | wc -l) libraries"
