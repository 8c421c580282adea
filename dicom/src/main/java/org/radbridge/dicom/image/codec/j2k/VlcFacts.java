package org.radbridge.dicom.image.codec.j2k;

/**
 * The context-adaptive variable-length codes of HT cleanup passes (ITU-T T.814 annex C, tables
 * CxtVLC_table_0 and CxtVLC_table_1). Facts, one word of six hexadecimal digits for each code: rho,
 * the significance of a quad's samples; u_off (in the highest bit) and the code's length; the
 * exponent-max-bound patterns E^k and E^1; the code, its first bit the lowest.
 */
final class VlcFacts {

    /** For the first row of quads, by context. */
    static final String[] FIRST_ROW = {
        """
        140006 1f113f 230000 2f227f 350011 3f225f 3f311f 430002 4e4413 55000e 5e4423 5f510f
        660003 6f006f 77002f 7e200d 7f224f 830004 8e883d 96001d 9e002d a50001 ae8835 afa277
        b70037 be1009 bf1157 c5001e cec415 cec825 cfcc17 d70067 df1127 df5447 dfd807 e7007b
        ef224b eea805 efe43b f7005b ff991b ffba6b fee219 ffe673 fff133 fef429 fff50b fef839
        fffc2b
        """,
        """
        020000 14000e 1f111f 240006 2e223b 36001b 3e003d 44000a 4e442b 56000b 5e4433 5f517f
        660013 6e0023 77003f 7e2003 7f225f 840002 8e881d 96002d 9e000d a60035 ae8815 afa26f
        b7002f be1011 bf114f c50001 ce8825 cec405 d7000f df1117 de5439 dfd877 e70037 ef2257
        eea819 efe467 f70007 ff8827 fea209 feb829 fee431 fff147
        """,
        """
        020000 14000e 1e111b 240006 2f223f 36002b 3e1133 3f327f 44000a 4e440b 550001 5e5113
        5e5423 5f552f 660003 6f005f 77001f 7f226f 7e3111 7f7437 840002 8f884f 96003d 9e001d
        a6002d ae000d b7000f be2035 bf2277 c60015 ce4425 cfc857 d70017 de8805 dec439 dfd167
        e70027 ee2019 ef227b f70047 fe1109 ff3207 fe7431 fef129 fff83b
        """,
        """
        030000 140004 1e113d 25000c 2f224f 36001d 3e1105 3f327f 450016 4e442d 550006 5e510d
        5e5435 5d551a 67003f 6f445f 6f621f 77006f 7e6415 7f662f 7e7125 7f720f 7f7377 85000a
        8f8807 960039 9f1137 9f9857 a60019 ae8829 afa217 b70067 bf1147 be3209 bfb127 bfb87b
        c60031 ce4411 cfc83b d7005b df991b ded121 ded401 dfd52b dfd84b dfdc6b e7000b ef4413
        eec83e efe233 efe473 f70053 feaa0e ffb963 ffe623 fdf11c fef22e fff343 fdf402 fef51e
        fdf812 fffc03
        """,
        """
        020000 14000e 1f113f 240006 2e221b 36002b 3e223d 3f317f 44000a 4f445f 56000b 5e0033
        660013 6e0023 77001f 7e4003 7f446f 840002 8e881d 960011 9f0077 a50001 aea22d aea80d
        afaa2f b7004f be0035 bfb20f c60015 ce8825 cfc437 d70057 de1005 df1107 e70017 ee4439
        eec819 efe267 f70027 fe7209 ff767b fe9129 ff9947 feb831 fff43b
        """,
        """
        030000 15001a 1f117f 25000a 2e221d 36002d 3f313f 3e3239 3f335f 450012 4f441f 56000d
        5e4435 5f516f 660015 6e2225 6f642f 77004f 7e6405 7f6657 7f7137 7f7277 7f730f 850002
        8e8819 960026 9f8817 9f9167 a5001c aea209 aea831 aeaa29 b70027 be9811 bf9907 bfb17b
        beb221 bfb347 c60001 ce883e cfc43b d7005b de981e df996b dfd12b ded42e dfd51b e7004b
        ef660b eee20e efe453 eee836 efea33 efec73 f70013 ff7563 fe7616 ff7743 ffd903 fef106
        fdf204 fff37d fdf40c fdf814 fffa3d fffc23
        """,
        """
        030000 140004 1e1103 25000c 2e220d 35001a 3e311d 3e322d 3e333d 45000a 4f443f 560035
        5e1115 5f547f 660025 6f225f 6f641f 77006f 7e6405 7f664f 7e7136 7f7277 7f732f 850012
        8f880f 960039 9f1137 9f9857 a60019 ae2229 afa817 b70067 be9109 bf9947 beb231 bfb87b
        bfba27 c60011 cfc43b cec821 cfcc07 d7005b de5401 df5533 dfc81b dfd16b e7002b ef220b
        efe24b efe453 eee83e efec73 f70013 fe661e ffb963 feea2e fdf11c fdf202 fef30e fef426
        fff523 fef806 fefc16
        """,
        """
        050012 160005 1f117f 260039 2f223f 37005f 3f312f 3f326f 3f331f 47004f 4f440f 570057
        5e1119 5f5477 670037 6e0029 770017 7f6667 7e7109 7f7247 7f7327 7f7407 7f751b 87007b
        8f883b 97005b 9e0031 a70053 ae2211 afa86b b7002b bf994b bfb173 beb221 bfb30b bfb813
        bfba33 c70063 cf8823 cfc443 d70003 df997d ded101 ded43e dfd55d dfd81d dfdc3d e7006d
        ef662d eee21e efe475 eee80e efea0d efec4d f70015 fcf100 fcf20c fdf30a fcf408 fdf51a
        fef636 fff755 fcf804 fef92e fdfa02 fffb25 fefc16 fffd35 fffe65 fdff06
        """
    };

    /** For the other rows, by context. */
    static final String[] OTHER_ROWS = {
        """
        130000 1e1127 230006 2e2217 35000d 3e003b 430002 4e4407 550015 5e002b 650001 6f007f
        77001f 7e001b 830004 8d8805 950019 9e0013 a50009 ae880b afa23f b7005f be0033 c50011
        ce8823 cfc46f d7000f de0003 e7002f ee403d ef444f f70077 fe101d ff1137
        """,
        """
        010000 140005 1f117f 240009 2f221f 35001d 3f113f 3f325f 45000d 4f4437 560003 5f006f
        67002f 6f004f 77000f 7f0077 840001 8f8817 96000b 9f0057 a60033 af0067 b70027 bf002b
        c60013 cf0047 d70007 df007b e7003b ef005b f7001b fe4023 ff446b
        """,
        """
        010000 140009 1f117f 240001 2e2223 36003d 3f223f 3f311f 450015 4f445f 560003 5f006f
        67002f 6f004f 77000f 7f0017 850005 8f8877 970037 9f0057 a6001d aea22d afa867 afaa7b
        b70027 bf0007 bfb247 c6000d cf003b d7005b df001b e7006b ef404b ef442b f7000b ff4473
        ff5133 ff7253 fff813
        """,
        """
        020000 14000a 1e110b 240002 2e2223 35000e 3e3113 3e3233 3f337f 450016 4f443f 560003
        5e113d 5f541f 66001d 6f005f 76002d 7f442f 7e511e 7f726f 850006 8f884f 96000d 9e0035
        a60015 ae2225 afa80f b60005 be8839 bfb177 beb219 bfb317 c60029 ce0009 d70037 de4031
        df4457 e70067 ef4427 efc847 efe26b f60011 ff6607 ff737b ffa85b fef13e fef221 fff42b
        fff51b fef801 fffa3b
        """,
        """
        010000 15000d 1f117f 250015 2f223f 37005f 3f006f 440009 4e4423 560033 5f001f 660013
        6f002f 77004f 7f0057 840001 8f880f 970077 9f0037 a6001d af0017 b70067 bf006b c50005
        cfc407 cfc847 cfcc27 d7007b df003b e7005b ee2003 ef221b f7002b ff114b fe303d ff320b
        """,
        """
        020000 15001e 1e113b 25000a 2f223f 36001b 3e000b 440002 4e442b 55000e 5e4433 5f517f
        660013 6f006f 760023 7e2015 7f225f 850016 8e8803 96003d 9f001f a6001d ae002d b6000d
        be1035 bf114f c50006 ce4425 cfc82f d60005 df1177 de5439 dfd80f e60019 ef2257 eea801
        efe437 f5001a ff7627 ff9917 ffd567 fef129 fef221 fff307 fef431 fef811 fffa47 fefc09
        """,
        """
        030000 140002 1e1103 24000c 2e223d 36001d 3e220d 3f317f 440004 4e442d 55000a 5e4435
        5f512f 660015 6f223f 6f645f 760025 7e2229 7f311f 7f746f 850016 8e8805 960039 9e0019
        a50006 aea209 afa84f afaa0f b6000e bf2237 bfa857 bfb147 bfb277 c5001a cfc427 cfc867
        cfcc17 d60031 df447b dfc83b dfd12b dfd407 e60011 ef441b efe233 efe45b eee821 efea6b
        f60001 ff334b ff760b ffb953 fff123 fef23e fef42e fff513 fef81e fffa73 fffc63
        """,
        """
        040004 160033 1e1113 260023 2f227f 360003 3f113f 3f326f 46002d 4f445f 550016 5e113d
        5f541f 66001d 6f0077 750006 7f444f 7e710d 7f7257 7f730f 7f742f 860035 8f8837 960015
        9f0027 a60025 ae0029 b5001a bf1167 be3205 bfb117 bfb87b c60039 ce0019 d5000c df1107
        de5409 dfd147 dfd81b e60031 ef225b eea83e efe23b efe40b f30000 fe7621 feb91e fdf102
        fdf20a fef311 fdf41c fef52e fff72b fdf812 fefa01 fffb4b fefc0e ffff6b
        """
    };

    private VlcFacts() {}
}
