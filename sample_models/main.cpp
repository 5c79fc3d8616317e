#include "sample_models/samples.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

namespace {

bool writeFile(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return file.good();
}

int writeAll(const std::filesystem::path& folder) {
    for (const auto& model : trilane::samples::makeAllSamples()) {
        const auto path = folder / model.fileName();
        if (!writeFile(path, model.bytes)) {
            std::fprintf(stderr, "trilane-make-samples: cannot write %s\n", path.c_str());
            return 3;
        }
        std::printf("%s: %zu bytes, %zu nodes, %lld parameters, %lld multiply-adds\n", path.c_str(),
                    model.bytes.size(), model.nodes.size(),
                    static_cast<long long>(model.parameters), static_cast<long long>(model.macs()));
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs(
            "usage: trilane-make-samples FOLDER\n"
            "Writes the sample models, one ONNX file each, into FOLDER.\n",
            stderr);
        return 2;
    }
    try {
        return writeAll(argv[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "trilane-make-samples: %s\n", error.what());
        return 4;
    }
}
