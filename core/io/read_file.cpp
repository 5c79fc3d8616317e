#include "core/io/read_file.h"

#include "core/io/input_file.h"

namespace trilane {

std::string inputName(const std::string& path) {
    return path == "-" ? kStandardInput : path;
}

std::string readFile(const std::string& path) {
    return InputFile(path).readAll();
}

}  // namespace trilane
