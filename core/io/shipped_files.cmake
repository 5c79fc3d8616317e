# The shipped machines, networks, schemas and reference tables as constants of the library, and the
# models of these tables.
file(GLOB shipped_files RELATIVE ${PROJECT_SOURCE_DIR}/resources CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/resources/machines/*.json
    ${PROJECT_SOURCE_DIR}/resources/networks/*.json
    ${PROJECT_SOURCE_DIR}/resources/reference/*.json
    ${PROJECT_SOURCE_DIR}/resources/schemas/*.json)
set(shipped_models alexnet-p.onnx googlenet.onnx multi-stream.onnx resnet18.onnx siamese.onnx)

# embed(FUNCTION ROOT FILE...): FUNCTION() of shipped.h gives these files of folder ROOT.
function(embed function root)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
    list(TRANSFORM ARGN PREPEND ${root}/ OUTPUT_VARIABLE paths)
    list(JOIN ARGN "," list)
    add_custom_command(
        OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -DROOT=${root} "-DFILES=${list}" -DFUNCTION=${function}
                -DOUTPUT=${output} -P ${CMAKE_CURRENT_SOURCE_DIR}/io/embed_files.cmake
        DEPENDS ${paths} ${CMAKE_CURRENT_SOURCE_DIR}/io/embed_files.cmake
        VERBATIM)
    target_sources(trilane_core PRIVATE ${output})
endfunction()

embed(shippedFiles ${PROJECT_SOURCE_DIR}/resources ${shipped_files})
embed(shippedModels ${PROJECT_SOURCE_DIR}/sample_models ${shipped_models})
