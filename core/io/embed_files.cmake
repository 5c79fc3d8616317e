# Turns files into a C++ source that holds them, so that programs run from any place. Nothing but
# CMake is needed, in cross builds too.
#   cmake -DROOT=resources -DFILES=a.json,b.json -DOUTPUT=x.cpp -P embed_files.cmake
string(REPLACE "," ";" files "${FILES}")
list(SORT files)
list(LENGTH files count)
set(rows "")
foreach(file IN LISTS files)
    file(READ "${ROOT}/${file}" text)
    string(APPEND rows "    ShippedFile{\"${file}\", R\"shipped(${text})shipped\"},\n")
endforeach()
file(CONFIGURE OUTPUT "${OUTPUT}" @ONLY CONTENT [=[
#include <array>

#include "core/io/shipped.h"

namespace trilane {
namespace {

constexpr std::array<ShippedFile, @count@> kFiles{
@rows@};

}  // namespace

std::span<const ShippedFile> shippedFiles() {
    return kFiles;
}

}  // namespace trilane
]=])
file(TOUCH "${OUTPUT}")
