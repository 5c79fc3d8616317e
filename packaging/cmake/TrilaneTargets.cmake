# Settings that every target of the project shares.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # With these two, a source that includes precompiled headers is cached as well.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE_PROGRAM}")
endif()

# There are many test programs, and this linker takes a quarter of the default one's time.
find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM)
    add_link_options(-fuse-ld=lld)
endif()

add_library(trilane_options INTERFACE)
target_compile_options(trilane_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms once things are inlined: on std::string concatenation (GCC bug 105651) and on an
    # empty std::optional that is compared.
    target_compile_options(trilane_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(TRILANE_WERROR)
    target_compile_options(trilane_options INTERFACE -Werror)
endif()
if(TRILANE_SANITIZE)
    target_compile_options(trilane_options INTERFACE
        -fsanitize=${TRILANE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(trilane_options INTERFACE -fsanitize=${TRILANE_SANITIZE})
endif()

# Parses these headers once for all sources of a target: with Qt and C++20 that is more than half of
# what a source costs. Every source still includes what it uses, for clang-tidy and the preset dev
# compile without.
#   trilane_precompile(target <header>...)      or, to share what another target has precompiled,
#   trilane_precompile(target REUSE_FROM other)
function(trilane_precompile target)
    if(NOT TRILANE_PCH)
        return()
    endif()
    if(ARGV1 STREQUAL "REUSE_FROM")
        target_precompile_headers(${target} ${ARGN})
    else()
        target_precompile_headers(${target} PRIVATE
            <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <functional> <map> <memory>
            <optional> <set> <span> <string> <string_view> <utility> <variant> <vector> ${ARGN})
    endif()
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${target} PRIVATE -fpch-preprocess)  # for ccache
    endif()
endfunction()

# Runs moc on every header beside the target's sources that declares a Q_OBJECT: x.cpp, which
# belongs to x.h, ends with #include "moc_x.cpp". moc is called by hand, without include paths, for
# moc 6.4 trips over C++20's standard headers.
function(trilane_moc_headers target)
    get_target_property(sources ${target} SOURCES)
    set(directory ${PROJECT_BINARY_DIR}/moc/${target})
    file(MAKE_DIRECTORY ${directory})
    foreach(source IN LISTS sources)
        string(REGEX REPLACE "\\.cpp$" ".h" header "${source}")
        if(NOT EXISTS ${header})
            continue()
        endif()
        file(STRINGS ${header} objects REGEX "Q_OBJECT" LIMIT_COUNT 1)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${header})
        if(NOT objects)
            continue()
        endif()
        cmake_path(GET header STEM name)
        cmake_path(RELATIVE_PATH header BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE included)
        set(moc ${directory}/moc_${name}.cpp)
        add_custom_command(OUTPUT ${moc}
            COMMAND Qt6::moc ${header} -f ${included} -o ${moc}
            DEPENDS ${header} VERBATIM)
        set_property(SOURCE ${source} APPEND PROPERTY OBJECT_DEPENDS ${moc})
        set_source_files_properties(${moc} PROPERTIES HEADER_FILE_ONLY ON)
        target_sources(${target} PRIVATE ${moc})
    endforeach()
    target_include_directories(${target} PRIVATE ${directory})
endfunction()

# Precompiled headers that test programs share. Those of core, of figures and of the window each
# have their own, because Qt Test's headers depend on which of Qt's libraries are used.
function(trilane_add_test_headers target)
    cmake_parse_arguments(ARG "" "" "LIBRARIES;HEADERS" ${ARGN})
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp)
    file(GENERATE OUTPUT ${source} CONTENT "")
    add_library(${target} OBJECT ${source})
    target_compile_options(${target} PRIVATE ${TRILANE_TEST_OPTIONS})
    target_link_libraries(${target} PRIVATE trilane_options Qt6::Test ${ARG_LIBRARIES})
    trilane_precompile(${target} <QSignalSpy> <QTemporaryDir> <QTest> <random> <thread> ${ARG_HEADERS})
endfunction()

# One test program under CTest: tests/core/graph/test_model.cpp -> core/graph/test_model.
#   trilane_add_test(core/graph/test_model [LIBRARIES lib...] [LABELS l...] [TIMEOUT seconds])
function(trilane_add_test path)
    cmake_parse_arguments(ARG "" "TIMEOUT" "LIBRARIES;LABELS" ${ARGN})
    string(REPLACE "/" "_" target "${path}")
    add_executable(${target} ${PROJECT_SOURCE_DIR}/tests/${path}.cpp)
    # moc called by hand, without include paths: it needs none for a test's class, AUTOMOC takes a
    # second for each of many small targets, and moc 6.4 trips over C++20's standard headers.
    cmake_path(GET path STEM name)
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/moc/${target}/${name}.moc)
    add_custom_command(OUTPUT ${moc}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/moc/${target}
        COMMAND Qt6::moc ${PROJECT_SOURCE_DIR}/tests/${path}.cpp -o ${moc}
        DEPENDS ${PROJECT_SOURCE_DIR}/tests/${path}.cpp VERBATIM)
    target_sources(${target} PRIVATE ${moc})
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc/${target})
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_definitions(${target} PRIVATE
        TRILANE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
        TRILANE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    # Sanitizers make the compiler's optimizer slow; test programs spend their time elsewhere.
    target_compile_options(${target} PRIVATE ${TRILANE_TEST_OPTIONS})
    target_link_libraries(${target} PRIVATE trilane_options Qt6::Test ${ARG_LIBRARIES})
    if(ARG_LIBRARIES MATCHES "trilane_gui|Qt6::Widgets")
        trilane_precompile(${target} REUSE_FROM trilane_window_test_headers)
    elseif(ARG_LIBRARIES MATCHES "trilane_figure|Qt6::Gui")
        trilane_precompile(${target} REUSE_FROM trilane_figure_test_headers)
    else()
        trilane_precompile(${target} REUSE_FROM trilane_test_headers)
    endif()
    add_test(NAME ${path} COMMAND ${target})
    set_tests_properties(${path} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
    if(ARG_LABELS)
        set_tests_properties(${path} PROPERTIES LABELS "${ARG_LABELS}")
    endif()
    if(ARG_TIMEOUT)
        set_tests_properties(${path} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
    endif()
endfunction()
