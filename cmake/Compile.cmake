# What every target is compiled with. Qt and Boost come in as system headers, so that -Werror
# judges our code and not theirs.
option(GATEHOUSE_SANITIZE_ADDRESS "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(GATEHOUSE_SANITIZE_THREAD "ThreadSanitizer (Asio's fences are not understood: -Wno-tsan)" OFF)
option(GATEHOUSE_FUZZ "libFuzzer targets only (clang), with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

find_program(GATEHOUSE_CCACHE ccache)
if(GATEHOUSE_CCACHE)
    # The two that its manual asks for with precompiled headers; no source of ours reads __TIME__. And it remembers the
    # hash of a file: to read the precompiled header (150 MB) for each test took longer than all else of a hit.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_INODECACHE=1
        ${GATEHOUSE_CCACHE})
endif()

# Links the tests, of which there are hundreds, in a third of the time of GNU ld.
find_program(GATEHOUSE_LLD ld.lld)
if(GATEHOUSE_LLD)
    add_link_options(-fuse-ld=lld)
endif()

add_compile_options(-Wall -Wextra -Werror -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC takes a .cpp that a unity file includes for a header, whose members must not be of types
    # from an anonymous namespace.
    add_compile_options(-Wno-subobject-linkage)
endif()
add_compile_definitions(QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH
    QT_NO_CONTEXTLESS_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)

if(GATEHOUSE_SANITIZE_ADDRESS)
    # Not these two of UBSan, which stand at each use of a pointer: three quarters of what is relocated whenever a test
    # or gatehousectl starts (a second of it), and a quarter of the compilation. AddressSanitizer ends at a null pointer
    # too, and the fuzz preset has both.
    add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,alignment -fno-sanitize-recover=undefined
        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(GATEHOUSE_SANITIZE_THREAD)
    add_compile_options(-fsanitize=thread -Wno-tsan -fno-omit-frame-pointer)
    add_link_options(-fsanitize=thread)
endif()

if(GATEHOUSE_FUZZ)
    # libFuzzer's main comes with the targets (tests/fuzz). clang 14 cannot assemble a coroutine whose
    # function type is to be checked ("Cannot represent a difference across sections").
    add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=function
        -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

# AUTOMOC hands the compiler's own folders to moc, whose parser stumbles over libstdc++ 12's <concepts>
# ("Parse error at std"). It needs nothing of the standard library.
list(FILTER CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES EXCLUDE REGEX "c\\+\\+")
