#include "core/io/project_link.h"

#include "core/io/network_json.h"

namespace trilane {

ProjectLink linkOf(const Network& network) {
    return {network.name, network.mbps, network.latency, network.overhead, std::nullopt};
}

ProjectLink defaultLink() {
    return linkOf(loadNetwork(kDefaultNetwork));
}

std::string linkName(const ProjectLink& link) {
    for (const Network& network : shippedNetworks())
        if (link.mbps == network.mbps && link.latency == network.latency &&
            link.overhead == network.overhead)
            return network.name;
    return "custom";
}

}  // namespace trilane
