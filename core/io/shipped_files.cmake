# The shipped machines, networks and schemas as constants of the library.
file(GLOB shipped_files RELATIVE ${PROJECT_SOURCE_DIR}/resources CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/resources/machines/*.json
    ${PROJECT_SOURCE_DIR}/resources/networks/*.json
    ${PROJECT_SOURCE_DIR}/resources/schemas/*.json)
list(TRANSFORM shipped_files PREPEND ${PROJECT_SOURCE_DIR}/resources/ OUTPUT_VARIABLE shipped_paths)
list(JOIN shipped_files "," shipped_list)
add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/shipped_files.cpp
    COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR}/resources "-DFILES=${shipped_list}"
            -DOUTPUT=${CMAKE_CURRENT_BINARY_DIR}/shipped_files.cpp
            -P ${CMAKE_CURRENT_SOURCE_DIR}/io/embed_files.cmake
    DEPENDS ${shipped_paths} ${CMAKE_CURRENT_SOURCE_DIR}/io/embed_files.cmake
    VERBATIM)
target_sources(trilane_core PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/shipped_files.cpp)
