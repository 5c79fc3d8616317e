target_sources(trilane_core PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/io/dot.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/json_locate.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/json_parse.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/json_source.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/json_types.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/json_writer.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/machine_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/model_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/near_miss.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/network_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/profile_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/read_file.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/sha256.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/io/shipped.cpp
)
