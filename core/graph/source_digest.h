#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace trilane {

/// The SHA-256 of a model's file, worked out by the first who asks for it: gigabytes take seconds,
/// and most uses of a model never need it. Copies share the answer. Safe for several threads.
class SourceDigest {
public:
    /// There is no file.
    SourceDigest() = default;
    /// Known already; an empty text: there is no file.
    SourceDigest(std::string hex);  // NOLINT(google-explicit-constructor)
    /// Gives the digest; nothing where it ended early, because stop was requested.
    using Compute = std::function<std::optional<std::string>(const std::stop_token&)>;
    /// `compute` is called when somebody asks, until it has given the digest or thrown.
    explicit SourceDigest(Compute compute);

    /// True if there is no file.
    [[nodiscard]] bool empty() const { return m_work == nullptr; }
    /// True if hex() answers at once.
    [[nodiscard]] bool known() const;
    /// 64 lower-case hexadecimal digits; empty if there is no file. Waits for the answer, and
    /// throws what computing it threw, to everybody who asks.
    [[nodiscard]] const std::string& hex() const;
    /// Works it out beforehand; where stop is requested, without success. Throws nothing of what
    /// computing throws: that is for who asks.
    void prepare(const std::stop_token& stop) const;

private:
    struct Work;
    std::shared_ptr<Work> m_work;
};

}  // namespace trilane
