#include "core/io/file_content.h"

#include "core/io/input_error.h"
#include "core/io/input_file.h"
#include "core/io/sha256.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace trilane {
namespace {

constexpr std::size_t kHead = 4096;
constexpr std::size_t kChunk = std::size_t{1} << 20U;

std::optional<std::string> digestOf(const InputFile& file, std::uint64_t size,
                                    const std::stop_token& stop) {
    Sha256 sum;
    std::vector<std::byte> buffer(kChunk);
    for (std::uint64_t at = 0; at < size; at += kChunk) {
        if (stop.stop_requested()) return std::nullopt;
        const auto part = std::span(buffer).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, size - at)));
        file.readAt(at, part);
        sum.add(part);
    }
    file.checkUnchanged();
    return sum.hex();
}

}  // namespace

FileContent FileContent::open(const std::string& path, std::uint64_t mostInMemory) {
    auto file = std::make_shared<InputFile>(path);
    const std::uint64_t size = file->knownSize();
    if (size <= mostInMemory) return of(file->readAll());
    FileContent content;
    content.m_size = size;
    content.m_head.resize(static_cast<std::size_t>(std::min<std::uint64_t>(size, kHead)));
    file->readAt(0, std::as_writable_bytes(std::span(content.m_head)));
    content.m_file = std::move(file);
    return content;
}

FileContent FileContent::of(std::string bytes) {
    FileContent content;
    content.m_owned = std::make_shared<const std::string>(std::move(bytes));
    content.setMemory(std::as_bytes(std::span(*content.m_owned)));
    return content;
}

FileContent FileContent::view(std::span<const std::byte> bytes) {
    FileContent content;
    content.setMemory(bytes);
    return content;
}

void FileContent::setMemory(std::span<const std::byte> bytes) {
    m_memory = bytes;
    m_size = bytes.size();
    const auto head = bytes.first(std::min(bytes.size(), kHead));
    m_head.assign(reinterpret_cast<const char*>(head.data()), head.size());
}

void FileContent::read(std::uint64_t offset, std::span<std::byte> to) const {
    if (m_file)
        m_file->readAt(offset, to);
    else if (!to.empty())
        std::memcpy(to.data(), m_memory.data() + offset, to.size());
}

std::string FileContent::text() const {
    if (m_owned) return *m_owned;
    std::string text;
    if (m_file && m_size > InputFile::kLargestFile)
        throw InputError(m_file->name(), "", "more than 4 GiB", "at most 4 GiB");
    text.resize(static_cast<std::size_t>(m_size));
    read(0, std::as_writable_bytes(std::span(text)));
    checkUnchanged();
    return text;
}

void FileContent::checkUnchanged() const {
    if (m_file) m_file->checkUnchanged();
}

SourceDigest FileContent::digest() const {
    if (!m_file) return sha256Hex(m_memory);
    return SourceDigest([file = m_file, size = m_size](const std::stop_token& stop) {
        return digestOf(*file, size, stop);
    });
}

}  // namespace trilane
