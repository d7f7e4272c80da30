# All libraries that the program is built with; ARCHITECTURE.md says what each is for.

set(OPENSSL_USE_STATIC_LIBS ON)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(Threads REQUIRED)
include(LibTorch)
find_package(CLI11 REQUIRED)
find_package(Boost 1.74 REQUIRED)  # headers alone

if(IMIS_CORE_ONLY)
  find_package(OpenCV REQUIRED COMPONENTS core imgproc)
  return()
endif()

find_package(OpenCV REQUIRED COMPONENTS core imgcodecs imgproc)
find_package(SQLite3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo-pdf)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
include(DCMTK)
include(GDCM)
include(ITK)
include(NIfTI)
include(Plotly)
