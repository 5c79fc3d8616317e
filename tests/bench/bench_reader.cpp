// Reading ONNX files whose weights are gigabytes, beside the ONNX library, which reads all of them;
// and models of many nodes, beside the library's own shape inference.
//
//   build/ci/tests/bench/bench_reader [--benchmark_format=json]
//
// The weights are holes in sparse files: what a real disk would add, the library's rows lack.
// "peak_MiB" is the most memory that one reading holds, in a process of its own; the program alone
// takes what "nothing" says. Compare the rows of one run; figures of two machines say nothing about
// each other.

#include "core/io/file_content.h"
#include "core/io/onnx_reader.h"
#include "tests/support/big_onnx.h"

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <onnx/shape_inference/implementation.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>

namespace trilane {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

/// Files for the rows, gone with the program.
class Files {
public:
    Files() {
        std::string path = (std::filesystem::temp_directory_path() / "bench_readerXXXXXX").string();
        if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
        m_folder = path;
    }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    ~Files() {
        std::error_code error;
        std::filesystem::remove_all(m_folder, error);
    }
    /// The path of `name`, which `write` makes when it is asked for the first time.
    std::string get(const std::string& name, const std::function<void(const std::string&)>& write) {
        const std::string path = (m_folder / (name + ".onnx")).string();
        if (!std::filesystem::exists(path)) write(path);
        return path;
    }

private:
    std::filesystem::path m_folder;
};

Files& files() {
    static Files all;
    return all;
}

std::string sparseFile(std::int64_t megabytes) {
    return files().get("sparse" + std::to_string(megabytes), [&](const std::string& path) {
        writeOnnxWithHole(path, megabytes * 1'000'000);
    });
}

std::string longFile(int nodes) {
    return files().get("long" + std::to_string(nodes), [&](const std::string& path) {
        std::ofstream(path, std::ios::binary) << longOnnx(nodes).bytes();
    });
}

onnx::ModelProto readWhole(const std::string& path) {
    onnx::ModelProto model;
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    google::protobuf::io::FileInputStream stream(fd);
    stream.SetCloseOnDelete(true);
    if (!model.ParseFromZeroCopyStream(&stream)) throw std::runtime_error(path);
    return model;
}

void readOwn(const std::string& path) {
    benchmark::DoNotOptimize(readOnnx(path));
}
void readOwnInProcess(const std::string& path) {
    OnnxOptions options;
    options.inference = OnnxOptions::Inference::InProcess;
    benchmark::DoNotOptimize(readOnnx(path, options));
}
void readByLibrary(const std::string& path) {
    benchmark::DoNotOptimize(readWhole(path));
}
void inferByLibrary(const std::string& path) {
    onnx::ModelProto model = readWhole(path);
    onnx::shape_inference::InferShapes(model);
    benchmark::DoNotOptimize(model);
}
void takeDigest(const std::string& path) {
    benchmark::DoNotOptimize(FileContent::open(path, 0).digest().hex());
}
void doNothing(const std::string& path) {
    benchmark::DoNotOptimize(path);
}

using Reading = void (*)(const std::string&);

/// The most memory that a child holds which does it once.
double peakMiB(Reading reading, const std::string& path) {
    const pid_t pid = ::fork();
    if (pid == 0) {
        reading(path);
        ::_exit(0);
    }
    int status = 0;
    rusage usage{};
    ::wait4(pid, &status, 0, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void run(benchmark::State& state, Reading reading, const std::string& path) {
    state.counters["peak_MiB"] = peakMiB(reading, path);
    state.counters["file_MB"] = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
    for (auto _ : state)
        reading(path);
}

void registerAll() {
    const auto add = [](const std::string& row, Reading reading, const std::string& path) {
        benchmark::RegisterBenchmark(row.c_str(), run, reading, path)
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
    };
    add("nothing", doNothing, sparseFile(1));
    for (const std::int64_t megabytes : {100, 500, 2000}) {
        const std::string path = sparseFile(megabytes);
        const std::string size = "/" + std::to_string(megabytes) + "_MB";
        add("read/own" + size, readOwn, path);
        add("read/library" + size, readByLibrary, path);
        add("digest" + size, takeDigest, path);
    }
    const std::string path = longFile(10'000);
    add("shapes/own/10000_nodes", readOwn, path);
    add("shapes/own_in_process/10000_nodes", readOwnInProcess, path);
    add("shapes/library/10000_nodes", inferByLibrary, path);
}

}  // namespace
}  // namespace trilane

int main(int argc, char** argv) {
    trilane::registerAll();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
