# Static or shared, a library is compiled with the same words, so that the compiler's cache knows it. (Qt asks
# for -fPIC itself.)
function(gatehouse_compile_alike name)
    set_target_properties(${name} PROPERTIES DEFINE_SYMBOL "" POSITION_INDEPENDENT_CODE OFF)
endfunction()

# gatehouse_room(services/core PUBLIC Qt6::Core PRIVATE OpenSSL::Crypto [RESOURCES files...])
#
# One library for one folder: static, and shared where the sanitizers run (BUILD_SHARED_LIBS), since hundreds
# of tests that each hold all their rooms would fill 30 GB there. Its name is the path with '-' for '/', its
# sources are the folder's *.cpp and *.h (not those of sub-folders), and its only include directory is
# build/rooms/<name>, which holds a link to the folder under the same path as in the tree. So
#     #include "services/core/result.h"
# compiles in a room that links services-core, and nowhere else: an include against the arrows of
# docs/architecture.md does not build. PUBLIC is what the room's headers show, PRIVATE the rest.
function(gatehouse_room path)
    cmake_parse_arguments(ROOM "" "" "PUBLIC;PRIVATE" ${ARGN})
    string(REPLACE "/" "-" name ${path})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${path}/*.cpp ${CMAKE_SOURCE_DIR}/${path}/*.h)

    set(includes ${CMAKE_BINARY_DIR}/rooms/${name})
    cmake_path(GET path PARENT_PATH parent)
    file(MAKE_DIRECTORY ${includes}/${parent})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${path} ${includes}/${path} SYMBOLIC)

    if(sources MATCHES "\\.cpp")
        add_library(${name} ${sources})
        gatehouse_compile_alike(${name})
        target_include_directories(${name} PUBLIC ${includes})
        target_link_libraries(${name} PUBLIC ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
    else() # headers only
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${includes})
        target_link_libraries(${name} INTERFACE ${ROOM_PUBLIC})
    endif()
    set_property(GLOBAL APPEND PROPERTY GATEHOUSE_ROOMS ${name})
endfunction()

# gatehouse_program(app/gatehouse LINKS rooms...)
#
# An executable of a folder's main.cpp, named after the folder and placed at the top of the build
# folder. The folder's other sources are the library app-<name>, which tests link, too.
function(gatehouse_program path)
    cmake_parse_arguments(PROGRAM "" "" "LINKS" ${ARGN})
    cmake_path(GET path FILENAME name)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${path}/*.cpp ${CMAKE_SOURCE_DIR}/${path}/*.h)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    set(includes ${CMAKE_BINARY_DIR}/rooms/app-${name})
    file(MAKE_DIRECTORY ${includes}/app)
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${path} ${includes}/${path} SYMBOLIC)
    add_library(app-${name} ${sources})
    gatehouse_compile_alike(app-${name})
    target_include_directories(app-${name} PUBLIC ${includes})
    target_compile_definitions(app-${name} PUBLIC GATEHOUSE_VERSION="${PROJECT_VERSION}")
    target_link_libraries(app-${name} PUBLIC ${PROGRAM_LINKS} CLI11::CLI11)
    add_executable(${name} ${CMAKE_SOURCE_DIR}/${path}/main.cpp)
    target_link_libraries(${name} PRIVATE app-${name})
    install(TARGETS ${name} RUNTIME DESTINATION bin)
endfunction()
