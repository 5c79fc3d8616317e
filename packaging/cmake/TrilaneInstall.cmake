# What `cmake --install` lays down: programs, the shipped machines, networks, reference tables and
# schemas, the manual and the completion. Programs that this configuration does not build are left out.
foreach(program trilane trilane-gui)
    if(TARGET ${program})
        install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    endif()
endforeach()
foreach(kind machines networks reference schemas)
    if(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/resources/${kind})
        install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/${kind}
                DESTINATION ${CMAKE_INSTALL_DATADIR}/trilane FILES_MATCHING PATTERN "*.json")
    endif()
endforeach()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/sample_models DESTINATION ${CMAKE_INSTALL_DATADIR}/trilane
        FILES_MATCHING PATTERN "*.json" PATTERN "*.onnx")
install(FILES ${PROJECT_SOURCE_DIR}/packaging/trilane.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/completions/trilane
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})

# What a desktop needs to know of the program: how to start it, which files are its own, its icon.
if(TARGET trilane-gui)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/trilane-gui.1
            DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/desktop/trilane.desktop
            DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/desktop/trilane.xml
            DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/desktop/trilane.metainfo.xml
            DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/trilane.svg
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
