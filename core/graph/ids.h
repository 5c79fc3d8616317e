#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace trilane {

/// An index into one kind of array, so that a layer's index cannot be used where a tensor's is
/// meant.
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::size_t index) : m_index(static_cast<std::uint32_t>(index)) {}
    [[nodiscard]] constexpr std::size_t index() const { return m_index; }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    std::uint32_t m_index = 0;
};

/// A layer of a Model, numbered in topological order: Kahn's algorithm, the smallest position in
/// the file first. `a` feeding `b` implies `a < b`.
using LayerId = Id<struct LayerTag>;

/// A tensor of a Model: model inputs in file order, then the outputs of the layers in file order.
/// Jobs are numbered in this order (DESIGN section 3).
using TensorId = Id<struct TensorTag>;

/// A crossing tensor's place among the jobs of one cut, in TensorId order.
using JobIndex = Id<struct JobTag>;

}  // namespace trilane

template <class Tag>
struct std::hash<trilane::Id<Tag>> {
    std::size_t operator()(trilane::Id<Tag> id) const noexcept { return id.index(); }
};
