#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trilane {

/// A file that appears whole or not at all: what is written goes to a temporary file in the same
/// directory, which commit() puts in the place of the old one. Symbolic links are followed, and the
/// mode of an existing file is kept. Devices, FIFOs and the standard streams are written straight.
///
/// The temporary file is removed by the destructor, and also where SIGINT, SIGTERM, SIGHUP or
/// SIGXFSZ ends the program meanwhile, unless the program handles the signal itself; its handler
/// then calls removeTemporaryFiles(). A program that wants an error instead of SIGXFSZ ignores that
/// signal.
class AtomicFile {
public:
    /// Throws OutputError where `path` cannot be written.
    explicit AtomicFile(const std::string& path);
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    /// Throws OutputError, for instance where the disk is full.
    void write(std::string_view bytes);
    /// The descriptor of a device, a FIFO or a standard stream; empty for a file, which takes what
    /// is written without waiting for a reader.
    [[nodiscard]] std::optional<int> straightDescriptor() const {
        return m_temporary.empty() ? std::optional(m_fd) : std::nullopt;
    }
    /// Brings the content to the disk and puts it in place. Throws OutputError.
    void commit();

private:
    void openStraight(const std::string& path);
    void openTemporary(bool exists, unsigned mode);
    void close();
    [[noreturn]] void failBySystem(int error);

    std::string m_path;  ///< as the user gave it
    std::string m_target;
    std::string m_temporary;  ///< empty where the target is written straight
    int m_slot = -1;          ///< where the signal handler finds m_temporary
    int m_fd = -1;
};

/// Writes a whole file as AtomicFile does. Throws OutputError.
void writeFile(const std::string& path, std::string_view bytes);

/// Removes what unfinished AtomicFiles of this process have written so far. Safe in a signal
/// handler; meant for the way out of the program.
void removeTemporaryFiles() noexcept;

}  // namespace trilane
