# Turns files into a C++ source that holds their bytes, so that programs run from any place. Nothing
# but CMake is needed, in cross builds too.
#   cmake -DROOT=resources -DFILES=a.json,b.json -DFUNCTION=shippedFiles -DOUTPUT=x.cpp
#         -P embed_files.cmake
string(REPLACE "," ";" files "${FILES}")
list(SORT files)
list(LENGTH files count)
set(rows "")
foreach(file IN LISTS files)
    file(READ "${ROOT}/${file}" bytes HEX)
    # Lines of 24 bytes; each byte is an escape of its own, so that none can run into the next.
    string(REGEX REPLACE "(................................................)" "\\1\"\n        \"" bytes
           "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
    string(APPEND rows "    ShippedFile{\"${file}\",\n        \"${bytes}\"sv},\n")
endforeach()
file(CONFIGURE OUTPUT "${OUTPUT}" @ONLY CONTENT [=[
#include <array>

#include "core/io/shipped.h"

namespace trilane {
namespace {

using namespace std::string_view_literals;

constexpr std::array<ShippedFile, @count@> kFiles{
@rows@};

}  // namespace

std::span<const ShippedFile> @FUNCTION@() {
    return kFiles;
}

}  // namespace trilane
]=])
file(TOUCH "${OUTPUT}")
